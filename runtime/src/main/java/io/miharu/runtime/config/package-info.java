/** Typed configuration from YAML and environment, checked as a whole before anything starts. */
@NullMarked
package io.miharu.runtime.config;

import org.jspecify.annotations.NullMarked;
