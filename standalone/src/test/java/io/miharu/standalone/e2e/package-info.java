/** The pipeline from end to end, started as a user starts it. */
@org.jspecify.annotations.NullMarked
package io.miharu.standalone.e2e;
