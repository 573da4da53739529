package io.cloakroom.config;

/** Prints what it reads, in a process of its own: only a process has an environment. */
final class FlaskEnvironmentProbe {
    private FlaskEnvironmentProbe() {}

    /** Prints the configuration, the secrets in their order, each key of the stores, and the warnings. */
    public static void main(String[] arguments) {
        ConfigReader reader = ConfigReader.ofCurrent();
        SessionConfig config = reader.read();
        System.out.println(config.keys().oldestFirst());
        System.out.println(config.lifetimes());
        System.out.println(config.ids());
        System.out.println(config.storage());
        System.out.println(config.permanent() + " " + config.refreshEachRequest());
        System.out.println(config.cookie());
        System.out.println(reader.setting("session.redis").orElseThrow());
        System.out.println(reader.setting("session.file.dir").orElseThrow());
        System.out.println(reader.setting("session.file.threshold").orElseThrow());
        System.out.println(reader.setting("session.file.mode").orElseThrow());
        System.out.println(reader.setting("session.acme.url").orElseThrow());
        System.out.println(reader.warnings());
    }
}
