package io.miharu.standalone;

import io.miharu.standalone.process.ProcessCommand;
import io.miharu.standalone.process.TopicsCommand;
import io.miharu.standalone.status.StatusCommand;
import io.miharu.standalone.up.UpCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code miharu} command. */
@Command(
    name = "miharu",
    description = "Watches Kubernetes: metrics, logs and alarms through one pipeline.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {UpCommand.class, StatusCommand.class, TopicsCommand.class},
    footer = {
      "",
      "Exit status: 0 done, or stopped by a signal in good order; 1 failed; 2 wrong usage.",
      "COMMAND --help tells a command's options."
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private Main(CommandSpec spec) {
    // Filled by picocli.
    this.spec = spec;
  }

  private Main() {
    this(CommandSpec.create());
  }

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine miharu = new CommandLine(new Main());
    ProcessCommand.addTo(miharu);
    return miharu.setCaseInsensitiveEnumValuesAllowed(true).setUsageHelpAutoWidth(true);
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }

  /** The version in the manifest of the jar; classes that were not packaged have none. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      var version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "miharu " + (version == null ? "(development build)" : version),
        "Java " + System.getProperty("java.version")
      };
    }
  }
}
