/** Fetches the text of one target, on time, and says what is wrong when that fails. */
@NullMarked
package io.miharu.collector.scrape;

import org.jspecify.annotations.NullMarked;
