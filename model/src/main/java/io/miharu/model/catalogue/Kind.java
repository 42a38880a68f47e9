package io.miharu.model.catalogue;

/** How the values of a metric are to be read. */
public enum Kind {
  /** Each value stands for itself. */
  GAUGE,
  /** Values rise until their source begins again at zero; their rate has a name of its own. */
  COUNTER
}
