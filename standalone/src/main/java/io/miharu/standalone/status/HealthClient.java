package io.miharu.standalone.status;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.miharu.collector.exposition.ExpositionParser;
import io.miharu.collector.exposition.Labels;
import io.miharu.collector.exposition.SampleVisitor;
import io.miharu.model.Json;
import io.miharu.runtime.health.Check;
import io.miharu.standalone.status.Status.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Asks the health server of a running pipeline. */
final class HealthClient {
  private static final String COMPLETE = "miharu_node_complete_through_ms";
  private static final String LIVE = "miharu_node_live";

  private final String url;
  private final OkHttpClient http;
  private final JsonMapper json = Json.mapper();

  /**
   * @param url of the health server, without a path
   */
  HealthClient(String url, OkHttpClient http) {
    this.url = url;
    this.http = http;
  }

  /** What each process says of itself. */
  Map<String, List<Check>> checks() throws IOException {
    JsonNode processes = json.readTree(get("/health/ready")).path("processes");
    return json.convertValue(processes, new TypeReference<Map<String, List<Check>>>() {});
  }

  /** How far each agent on each node has come. */
  List<Source> nodes() throws IOException {
    byte[] text = get("/metrics");
    NodeSamples samples = new NodeSamples();
    ExpositionParser<NodeSamples.Series> parser = new ExpositionParser<>(samples);
    parser.begin();
    int rest = parser.parse(text, 0, text.length);
    parser.parseRest(text, rest, text.length);
    return samples.sources();
  }

  private byte[] get(String path) throws IOException {
    Request request = new Request.Builder().url(url + path).build();
    try (Response response = http.newCall(request).execute()) {
      return response.body().bytes();
    }
  }

  /** Picks the nodes' gauges out of all metrics. */
  private static final class NodeSamples implements SampleVisitor<NodeSamples.Series> {
    private final Map<String, Source> byKey = new HashMap<>();

    record Series(boolean complete, String node, String source) {}

    @Override
    public boolean wants(String name) {
      return name.equals(COMPLETE) || name.equals(LIVE);
    }

    @Override
    public @Nullable Series series(String name, Labels labels) {
      return new Series(name.equals(COMPLETE), labels.get("node"), labels.get("source"));
    }

    @Override
    public void sample(Series series, double value, long timestamp) {
      Source seen =
          byKey.getOrDefault(
              series.node() + '/' + series.source(),
              new Source(series.node(), series.source(), 0, false));
      byKey.put(
          series.node() + '/' + series.source(),
          series.complete()
              ? new Source(seen.node(), seen.source(), (long) value, seen.live())
              : new Source(seen.node(), seen.source(), seen.completeThroughMs(), value > 0));
    }

    @Override
    public void forget(Series series) {}

    List<Source> sources() {
      List<Source> sources = new ArrayList<>(byKey.values());
      sources.sort((a, b) -> (a.node() + a.source()).compareTo(b.node() + b.source()));
      return sources;
    }
  }
}
