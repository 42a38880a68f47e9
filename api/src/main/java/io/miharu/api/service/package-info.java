/** What the API says of itself: its versions and its health. */
@NullMarked
package io.miharu.api.service;

import org.jspecify.annotations.NullMarked;
