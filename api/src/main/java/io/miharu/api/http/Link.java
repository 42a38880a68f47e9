package io.miharu.api.http;

/**
 * A link as Monasca has it: exactly these two keys.
 *
 * @param rel {@code self} or {@code next}
 * @param href an absolute URL that works when followed literally
 */
public record Link(String rel, String href) {
  /** A link of a resource to itself. */
  public static Link self(String href) {
    return new Link("self", href);
  }
}
