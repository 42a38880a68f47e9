package io.miharu.api.http;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * The envelope of every list: exactly these two keys.
 *
 * @param links {@code self} first; {@code next} only if there is more
 * @param elements may be empty, never null
 */
@JsonPropertyOrder({"links", "elements"})
public record Listing<T>(List<Link> links, List<T> elements) {
  public Listing {
    links = List.copyOf(links);
    elements = List.copyOf(elements);
  }
}
