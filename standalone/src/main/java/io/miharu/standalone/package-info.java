/** The {@code miharu} command: its options and subcommands. */
@NullMarked
package io.miharu.standalone;

import org.jspecify.annotations.NullMarked;
