package domovoy.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows of docs/architecture.md: each module may use those named there and no others. */
@AnalyzeClasses(packages = "domovoy", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule modulesUseOnlyWhatTheyMay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("domovoy..")
          .withOptionalLayers(true)
          .layer("core")
          .definedBy("domovoy.core..")
          .layer("service")
          .definedBy("domovoy.service..")
          .layer("history")
          .definedBy("domovoy.history..")
          .layer("alerting")
          .definedBy("domovoy.alerting..")
          .layer("edge")
          .definedBy("domovoy.edge..")
          .layer("collector")
          .definedBy("domovoy.collector..")
          .layer("controller")
          .definedBy("domovoy.controller..")
          .layer("exporters")
          .definedBy("domovoy.exporters..")
          .layer("dashboards")
          .definedBy("domovoy.dashboards..")
          .layer("standalone")
          .definedBy("domovoy.standalone..")
          .whereLayer("core")
          .mayNotAccessAnyLayer()
          .whereLayer("service")
          .mayOnlyAccessLayers("core")
          .whereLayer("history")
          .mayOnlyAccessLayers("core")
          .whereLayer("alerting")
          .mayOnlyAccessLayers("core")
          .whereLayer("edge")
          .mayOnlyAccessLayers("core", "alerting", "service")
          .whereLayer("collector")
          .mayOnlyAccessLayers("core", "service", "history")
          .whereLayer("controller")
          .mayOnlyAccessLayers("core", "alerting", "service", "history")
          .whereLayer("exporters")
          .mayOnlyAccessLayers("core", "service")
          .whereLayer("dashboards")
          .mayOnlyAccessLayers("core");

  @ArchTest
  static final ArchRule coreDoesNoInputOrOutput =
      noClasses()
          .that()
          .resideInAPackage("domovoy.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.net..", "java.sql..", "io.helidon..");

  @ArchTest
  static final ArchRule theRuleEngineDoesNoInputOrOutput =
      noClasses()
          .that()
          .resideInAPackage("domovoy.alerting")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net..", "java.sql..", "io.helidon..");

  @ArchTest
  static final ArchRule thePackagesOfAModuleDoNotGoInCircles =
      slices().matching("domovoy.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule roomsAreNamedAfterWhatTheyHold =
      noClasses()
          .should(
              com.tngtech.archunit.lang.conditions.ArchConditions.be(
                  com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                      ".*(Util|Utils|Helper|Manager|Impl)")));
}
