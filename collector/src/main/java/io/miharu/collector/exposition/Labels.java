package io.miharu.collector.exposition;

/** The labels of a series. A blank label equals an absent one. */
public final class Labels {
  static final Labels NONE = new Labels(new String[0]);

  private final String[] pairs;

  /** From alternating names and values, which the caller must not change afterwards. */
  Labels(String[] pairs) {
    this.pairs = pairs;
  }

  /** The label's value, or the empty string if the series does not have the label. */
  public String get(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return pairs[i + 1];
      }
    }
    return "";
  }

  /** The value of the first of the names that is not blank, or the empty string. */
  public String first(String... names) {
    for (String name : names) {
      String value = get(name);
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  public int size() {
    return pairs.length / 2;
  }

  /** Like {@code {pod=p, id=/}}: for messages, not for parsing. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < pairs.length; i += 2) {
      text.append(i > 0 ? "," : "").append(pairs[i]).append('=').append(pairs[i + 1]);
    }
    return text.append('}').toString();
  }
}
