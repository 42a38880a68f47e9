/**
 * Which metrics Miharu makes by itself, with unit and kind; the names are Monasca's where it has
 * one.
 */
@NullMarked
package io.miharu.model.catalogue;

import org.jspecify.annotations.NullMarked;
