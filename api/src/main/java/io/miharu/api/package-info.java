/** The Monasca v2.0 REST API as a process. */
@NullMarked
package io.miharu.api;

import org.jspecify.annotations.NullMarked;
