/**
 * History: what the pipeline writes and the API reads, as ports that name no database. An
 * implementation lives in a package below and passes the contract kit among this module's tests.
 */
@NullMarked
package io.miharu.store;

import org.jspecify.annotations.NullMarked;
