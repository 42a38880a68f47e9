package io.miharu.collector.cadvisor;

import io.miharu.model.Dimensions;
import io.miharu.model.catalogue.Entity;
import org.jspecify.annotations.Nullable;

/**
 * To whom a subject's samples are ascribed.
 *
 * @param entity whose names the metrics bear
 * @param network whether the network's families go on
 * @param rest whether the other families go on
 */
record Ascription(
    String tenant, Dimensions dimensions, Entity entity, boolean network, boolean rest) {

  /** The name under which a family goes on; null if it does not. */
  @Nullable String metric(Family family) {
    boolean passes =
        switch (family.scope()) {
          case USAGE, DISK -> rest;
          case NETWORK -> network;
          case SPEC -> rest && entity != Entity.NODE;
          case MACHINE -> rest && entity == Entity.NODE;
        };
    return passes ? family.metric(entity) : null;
  }
}
