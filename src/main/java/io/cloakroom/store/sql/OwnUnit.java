package io.cloakroom.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.SharedCacheMode;
import jakarta.persistence.ValidationMode;
import jakarta.persistence.spi.ClassTransformer;
import jakarta.persistence.spi.PersistenceProvider;
import jakarta.persistence.spi.PersistenceProviderResolverHolder;
import jakarta.persistence.spi.PersistenceUnitInfo;
import jakarta.persistence.spi.PersistenceUnitTransactionType;
import java.net.URL;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A persistence unit with the one entity, without a {@code persistence.xml}. Its transactions are the data source's own, not the
 * server's. Nothing is cached, because other nodes write too. Immutable.
 */
final class OwnUnit implements PersistenceUnitInfo {
    private static final String MAPPING = "META-INF/cloakroom-orm.xml";

    private final DataSource database;
    private final ClassLoader loader;

    private OwnUnit(DataSource database, Table table) {
        this.database = database;
        this.loader = new MappingLoader(MAPPING, mapping(table).getBytes(UTF_8), SessionRecord.class.getClassLoader());
    }

    /**
     * Starts JPA on this table.
     *
     * @param database guarded
     * @throws PersistenceException if it cannot, because the database does not answer, or there is no provider
     */
    static EntityManagerFactory start(DataSource database, Table table) {
        OwnUnit unit = new OwnUnit(database, table);
        for (PersistenceProvider provider : PersistenceProviderResolverHolder.getPersistenceProviderResolver()
                .getPersistenceProviders()) {
            EntityManagerFactory factory = provider.createContainerEntityManagerFactory(unit, settings());
            if (factory != null) {
                return EclipseLink.failFast(factory);
            }
        }
        throw new PersistenceException(
                "there is no JPA provider: add the dependency"
                        + " org.eclipse.persistence:org.eclipse.persistence.jpa:4.0.9, or turn on the server's persistence feature");
    }

    private static Map<String, Object> settings() {
        return Map.of(
                // A name of its own for each, or EclipseLink takes a second application's unit for the first one's.
                "eclipselink.session-name",
                "cloakroom-" + UUID.randomUUID(),
                "eclipselink.weaving",
                "false",
                "eclipselink.logging.level",
                "OFF",
                "eclipselink.target-server",
                "None",
                "hibernate.cache.use_second_level_cache",
                "false",
                "hibernate.hbm2ddl.auto",
                "none");
    }

    private static String mapping(Table table) {
        String kind = table.schemaIsCatalog() ? "catalog" : "schema";
        String schema = table.name()
                .schema()
                .map(name -> " " + kind + "=\"" + name + "\"")
                .orElse("");
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <entity-mappings xmlns="https://jakarta.ee/xml/ns/persistence/orm" version="3.0">
                  <entity class="%s" access="FIELD" metadata-complete="false"><table name="%s"%s/></entity>
                </entity-mappings>
                """.formatted(SessionRecord.class.getName(), table.name().name(), schema);
    }

    @Override
    public String getPersistenceUnitName() {
        return "cloakroom";
    }

    @Override
    public @Nullable String getPersistenceProviderClassName() {
        return null;
    }

    @Override
    public PersistenceUnitTransactionType getTransactionType() {
        return PersistenceUnitTransactionType.RESOURCE_LOCAL;
    }

    @Override
    public @Nullable DataSource getJtaDataSource() {
        return null;
    }

    @Override
    public DataSource getNonJtaDataSource() {
        return database;
    }

    @Override
    public List<String> getMappingFileNames() {
        return List.of(MAPPING);
    }

    @Override
    public List<URL> getJarFileUrls() {
        return List.of();
    }

    @Override
    public URL getPersistenceUnitRootUrl() {
        return Objects.requireNonNull(SessionRecord.class.getProtectionDomain().getCodeSource(), "the jar has no place")
                .getLocation();
    }

    @Override
    public List<String> getManagedClassNames() {
        return List.of(SessionRecord.class.getName());
    }

    @Override
    public boolean excludeUnlistedClasses() {
        return true;
    }

    @Override
    public SharedCacheMode getSharedCacheMode() {
        return SharedCacheMode.NONE;
    }

    @Override
    public ValidationMode getValidationMode() {
        return ValidationMode.NONE;
    }

    @Override
    public Properties getProperties() {
        return new Properties();
    }

    @Override
    public String getPersistenceXMLSchemaVersion() {
        return "3.0";
    }

    @Override
    public ClassLoader getClassLoader() {
        return loader;
    }

    @Override
    public void addTransformer(ClassTransformer transformer) {
        // Nothing is woven.
    }

    @Override
    public ClassLoader getNewTempClassLoader() {
        return loader;
    }
}
