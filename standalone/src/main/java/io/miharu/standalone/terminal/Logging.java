package io.miharu.standalone.terminal;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.miharu.runtime.StartException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** Where log lines go: to standard error until it is known that there is a directory for them. */
public final class Logging {
  private Logging() {}

  /**
   * From now on everything goes to {@code miharu.log} in the directory, and what an operator must
   * see also to the terminal.
   */
  public static void toFile(Path directory) {
    configure(Map.of("LOG_DIRECTORY", directory.toString()), "/logback-up.xml");
  }

  /** Forms of log lines. */
  public enum Form {
    /** For people. */
    TEXT,
    /** One JSON object a line, for collectors of container logs. */
    JSON
  }

  /** From now on everything goes to standard error. */
  public static void toStandardError(Form form) {
    String appender = form.name().toLowerCase(Locale.ROOT);
    configure(Map.of("APPENDER", appender), "/logback-process.xml");
  }

  private static void configure(Map<String, String> properties, String resource) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    properties.forEach(context::putProperty);
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(Logging.class.getResource(resource));
    } catch (JoranException e) {
      throw new StartException("Cannot set logging up by " + resource, e);
    }
  }
}
