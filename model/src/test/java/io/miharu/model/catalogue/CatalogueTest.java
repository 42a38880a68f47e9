package io.miharu.model.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CatalogueTest {
  @Test
  void nameIsEntityPrefixAndSuffix() {
    assertThat(Catalogue.column("container.cpu.total_time_sec"))
        .contains(new Column("container", "cpu.total_time_sec"));
    assertThat(Catalogue.column("cpu.total_time_sec"))
        .contains(new Column("node", "cpu.total_time_sec"));
    assertThat(Catalogue.column("log.errors")).contains(new Column("log", "errors"));
  }

  @Test
  void onlyCountersHaveRates() {
    assertThat(Catalogue.column("pod.net.in_bytes_sec")).isPresent();
    assertThat(Catalogue.column("pod.mem.rss_bytes_sec")).isEmpty();
  }

  @Test
  void postedNamesAreNotCatalogued() {
    assertThat(Catalogue.column("queue.depth")).isEmpty();
  }

  @Test
  void noTwoNamesShareAColumn() {
    assertThat(Catalogue.allColumns().values()).doesNotHaveDuplicates();
  }

  @Test
  void suffixesAreDistinct() {
    assertThat(Catalogue.metrics().stream().map(CatalogueMetric::suffix)).doesNotHaveDuplicates();
  }
}
