package io.miharu.standalone;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import io.miharu.runtime.StartException;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Where log lines go: to standard error until it is known that there is a directory for them. */
public final class Logging {
  private Logging() {}

  /**
   * From now on everything goes to {@code miharu.log} in the directory, and what an operator must
   * see also to the terminal.
   */
  public static void toFile(Path directory) {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    context.putProperty("LOG_DIRECTORY", directory.toString());
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    try {
      configurator.doConfigure(Logging.class.getResource("/logback-up.xml"));
    } catch (JoranException e) {
      throw new StartException("Cannot write log files below " + directory, e);
    }
  }
}
