package io.miharu.collector.cadvisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.miharu.collector.Captures;
import io.miharu.model.catalogue.Catalogue;
import io.miharu.model.catalogue.CatalogueMetric;
import io.miharu.model.catalogue.Entity;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FamilyTest {
  @Test
  void everyMetricOfTheCatalogueHasASource() {
    assertThat(
            Arrays.stream(Family.values())
                .map(family -> family.metric(Entity.NODE))
                .filter(Objects::nonNull))
        .containsExactlyInAnyOrderElementsOf(
            Catalogue.metrics().stream().map(CatalogueMetric::suffix).toList());
  }

  @Test
  void kindsAreThoseThatTheSourceDeclares() {
    String capture = Captures.text("kubelet-t0.txt.gz");
    int declared = 0;
    for (Family family : Family.values()) {
      String type = "# TYPE " + family.source() + " ";
      int at = capture.indexOf(type);
      if (at >= 0) {
        declared++;
        assertThat(capture.startsWith("counter", at + type.length()))
            .as(family.source())
            .isEqualTo(family.isCounter());
      }
    }
    // All but the bytes read and written, which a cAdvisor of that age does not have.
    assertThat(declared).isEqualTo(Family.values().length - 2);
  }
}
