package io.miharu.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.time.Clock;
import java.time.Instant;

/** Who may depend on whom, as docs/architecture.md and CONTRIBUTING.md have it. */
@AnalyzeClasses(packages = "io.miharu", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule modulesPointInward =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("model")
          .definedBy("io.miharu.model..")
          .layer("alarm")
          .definedBy("io.miharu.alarm..")
          .layer("runtime")
          .definedBy("io.miharu.runtime..")
          .layer("embedded")
          .definedBy("io.miharu.embedded..")
          .layer("kubernetes")
          .definedBy("io.miharu.kubernetes..")
          .layer("store")
          .definedBy("io.miharu.store..")
          .layer("collector")
          .definedBy("io.miharu.collector..")
          .layer("log-forwarder")
          .definedBy("io.miharu.logforwarder..")
          .layer("stream-processor")
          .definedBy("io.miharu.stream..")
          .layer("alarm-engine")
          .definedBy("io.miharu.alarmengine..")
          .layer("api")
          .definedBy("io.miharu.api..")
          .layer("simulator")
          .definedBy("io.miharu.simulator..")
          .layer("standalone")
          .definedBy("io.miharu.standalone..")
          .whereLayer("model")
          .mayNotAccessAnyLayer()
          .whereLayer("embedded")
          .mayNotAccessAnyLayer()
          .whereLayer("alarm")
          .mayOnlyAccessLayers("model")
          .whereLayer("runtime")
          .mayOnlyAccessLayers("model")
          .whereLayer("kubernetes")
          .mayOnlyAccessLayers("model")
          .whereLayer("store")
          .mayOnlyAccessLayers("model")
          .whereLayer("simulator")
          .mayOnlyAccessLayers("model")
          .whereLayer("collector")
          .mayOnlyAccessLayers("model", "runtime", "kubernetes")
          .whereLayer("log-forwarder")
          .mayOnlyAccessLayers("model", "runtime", "kubernetes")
          .whereLayer("stream-processor")
          .mayOnlyAccessLayers("model", "runtime", "store")
          .whereLayer("alarm-engine")
          .mayOnlyAccessLayers("model", "alarm", "runtime", "store")
          .whereLayer("api")
          .mayOnlyAccessLayers("model", "alarm", "runtime", "store", "kubernetes")
          .whereLayer("standalone")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule vocabularyAndAlarmLanguageDoNoInputOrOutput =
      noClasses()
          .that()
          .resideInAnyPackage("io.miharu.model..", "io.miharu.alarm..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.net..",
              "java.nio.file..",
              "java.util.concurrent..",
              "org.apache.kafka..",
              "org.slf4j..",
              "okhttp3..");

  @ArchTest
  static final ArchRule timeIsAnArgument =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.miharu.standalone..", "io.miharu.embedded..")
          .should()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class);

  @ArchTest
  static final ArchRule influxIsNamedByItsPackageAlone =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.miharu.store.influxdb..", "io.miharu.standalone..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.miharu.store.influxdb..", "org.influxdb..");

  @ArchTest
  static final ArchRule kafkaStreamsStaysWithItsTwoProcesses =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.miharu.stream..", "io.miharu.alarmengine..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.kafka.streams..");

  @ArchTest
  static final ArchRule noCycles = slices().matching("io.miharu.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheCommandWritesToTheTerminal =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.miharu.standalone..")
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);
}
