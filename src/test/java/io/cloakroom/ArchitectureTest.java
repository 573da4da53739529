package io.cloakroom;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds the road to its one direction. */
@AnalyzeClasses(packages = "io.cloakroom", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule everyImportPointsDownTheRoad = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.cloakroom..")
            .layer("root")
            .definedBy("io.cloakroom")
            .layer("spi")
            .definedBy("io.cloakroom.spi")
            .layer("config")
            .definedBy("io.cloakroom.config")
            .layer("signing")
            .definedBy("io.cloakroom.signing")
            .layer("codec")
            .definedBy("io.cloakroom.codec")
            .layer("core")
            .definedBy("io.cloakroom.core")
            .layer("store")
            .definedBy("io.cloakroom.store..")
            .layer("http")
            .definedBy("io.cloakroom.http")
            .layer("websocket")
            .definedBy("io.cloakroom.websocket")
            .layer("cdi")
            .definedBy("io.cloakroom.cdi")
            .whereLayer("root")
            .mayNotAccessAnyLayer()
            .whereLayer("signing")
            .mayNotAccessAnyLayer()
            .whereLayer("spi")
            .mayOnlyAccessLayers("root")
            .whereLayer("config")
            .mayOnlyAccessLayers("root")
            .whereLayer("codec")
            .mayOnlyAccessLayers("spi", "root")
            .whereLayer("store")
            .mayOnlyAccessLayers("spi", "root")
            .whereLayer("core")
            .mayOnlyAccessLayers("root", "spi", "signing", "config")
            .whereLayer("http")
            .mayOnlyAccessLayers("root", "core", "config")
            .whereLayer("websocket")
            .mayOnlyAccessLayers("root", "http")
            .whereLayer("cdi")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule noStoreKnowsAnother =
            slices().matching("io.cloakroom.store.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule onlyConfigReadsMicroProfileConfig = noClasses()
            .that()
            .resideOutsideOfPackage("io.cloakroom.config")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.microprofile..");

    @ArchTest
    static final ArchRule aDriverStaysInItsStore = noClasses()
            .that()
            .haveNameNotMatching("io\\.cloakroom\\.store\\.\\w+\\.(?!\\w+Provider\\b).*")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "redis..", "com.mongodb..", "net.spy..", "com.amazonaws..", "org.apache.commons.pool2..");

    @ArchTest
    static final ArchRule messagePackStaysInTheCodec = noClasses()
            .that()
            .resideOutsideOfPackage("io.cloakroom.codec")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.msgpack..");

    @ArchTest
    static final ArchRule theServletApiStaysInHttp = noClasses()
            .that(resideInAnyPackage("io.cloakroom.http", "io.cloakroom.cdi").negate())
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta.servlet..");

    @ArchTest
    static final ArchRule noServerClasses = noClasses()
            .that(alwaysTrue())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jboss..", "fish.payara..", "io.undertow..", "org.glassfish..", "com.ibm..");

    @ArchTest
    static final ArchRule namesAreTheFieldsTerms = classes()
            .should()
            .haveNameNotMatching(".*(Manager|Helper|Util|Utils|Impl)$")
            .andShould()
            .haveNameNotMatching(".*\\.Abstract[A-Z].*");
}
