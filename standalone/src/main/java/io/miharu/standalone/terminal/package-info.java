/** How commands speak to people and to log files, and how they start and stop. */
@NullMarked
package io.miharu.standalone.terminal;

import org.jspecify.annotations.NullMarked;
