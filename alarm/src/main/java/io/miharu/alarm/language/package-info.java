/**
 * The alarm language: its grammar (one, the union of what Monasca's two parsers accept), its tree
 * and its canonical form.
 */
@NullMarked
package io.miharu.alarm.language;

import org.jspecify.annotations.NullMarked;
