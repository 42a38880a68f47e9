/**
 * The frame that every resource stands in: query-string rules, links, errors, bodies and routes as
 * pure values, and the server that carries them over HTTP.
 */
@NullMarked
package io.miharu.api.http;

import org.jspecify.annotations.NullMarked;
