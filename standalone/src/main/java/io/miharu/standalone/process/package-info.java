/** The pipeline's processes, built from configuration, and the commands that run one of them. */
@NullMarked
package io.miharu.standalone.process;

import org.jspecify.annotations.NullMarked;
