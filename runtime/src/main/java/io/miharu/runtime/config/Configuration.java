package io.miharu.runtime.config;

import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of one or more processes: defaults in the {@code @ConfigMapping} interfaces,
 * over them a YAML file, over it environment variables ({@code MIHARU_COLLECTOR_INTERVAL} for
 * {@code miharu.collector.interval}), over them what the command line says.
 */
public final class Configuration {
  private static final int FILE_ORDINAL = 200;
  private static final int ENVIRONMENT_ORDINAL = 300;
  private static final int COMMAND_LINE_ORDINAL = 400;

  /** Above the priority of the library's own converters. */
  private static final int CONVERTER_PRIORITY = 200;

  private final SmallRyeConfig config;

  private Configuration(SmallRyeConfig config) {
    this.config = config;
  }

  /**
   * Reads and checks everything at once.
   *
   * @param file a YAML file, or null for none
   * @param environment normally {@code System.getenv()}
   * @param commandLine full keys and values that win over all others
   * @param mappings the {@code @ConfigMapping} interfaces to fill
   * @throws ConfigurationException with every mistake: unknown keys below a mapping's prefix,
   *     missing and malformed values, an unreadable file
   */
  public static Configuration load(
      @Nullable Path file,
      Map<String, String> environment,
      Map<String, String> commandLine,
      List<Class<?>> mappings) {
    SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().addDefaultInterceptors();
    builder.withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter());
    if (file != null) {
      builder.withSources(yaml(file));
    }
    builder.withSources(new EnvConfigSource(environment, ENVIRONMENT_ORDINAL));
    builder.withSources(
        new PropertiesConfigSource(commandLine, "command line", COMMAND_LINE_ORDINAL));
    mappings.forEach(
        mapping -> builder.withMapping(ConfigMappings.ConfigClass.configClass(mapping)));
    try {
      return new Configuration(builder.build());
    } catch (ConfigValidationException e) {
      List<String> problems = new ArrayList<>();
      for (int i = 0; i < e.getProblemCount(); i++) {
        problems.add(readable(e.getProblem(i).getMessage()));
      }
      throw new ConfigurationException(problems);
    }
  }

  /** The filled mapping; it must be among those that were loaded. */
  public <T> T of(Class<T> mapping) {
    return config.getConfigMapping(mapping);
  }

  /** Without the library's names for itself: its class of exception and its message code. */
  private static String readable(String problem) {
    return problem.replaceAll("(java\\.lang\\.\\w+Exception|SRCFG\\d+): ", "");
  }

  private static YamlConfigSource yaml(Path file) {
    try {
      return new YamlConfigSource(file.toString(), Files.readString(file), FILE_ORDINAL);
    } catch (IOException e) {
      throw new ConfigurationException(List.of("cannot read the file " + file + ": " + e));
    } catch (RuntimeException e) {
      throw new ConfigurationException(List.of(file + " is not valid YAML: " + e.getMessage()));
    }
  }
}
