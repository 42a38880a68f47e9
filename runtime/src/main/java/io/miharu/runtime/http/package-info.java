/** What a process answers over HTTP to those who watch it. */
@NullMarked
package io.miharu.runtime.http;

import org.jspecify.annotations.NullMarked;
