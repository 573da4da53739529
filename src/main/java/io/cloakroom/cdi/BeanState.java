package io.cloakroom.cdi;

import io.cloakroom.SessionException;
import io.cloakroom.core.LiveSession;
import java.lang.reflect.Field;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries the state of one bean between its instance and the session, field by field: of two requests at once that change different fields both are kept, as
 * if they shared the instance. For one session; its lock guards it.
 */
final class BeanState {
    /** What stands for a bean without fields. */
    private static final String NOTHING = "";

    private final StoredBean<?> bean;
    private final BeanFields fields;
    private final LiveSession session;

    /** Values of fields whose stored values cannot be read here, and are left as they are. */
    private final Map<String, @Nullable Object> beside = new HashMap<>();

    BeanState(StoredBean<?> bean, BeanFields fields, LiveSession session) {
        this.bean = bean;
        this.fields = fields;
        this.session = session;
    }

    StoredBean<?> bean() {
        return bean;
    }

    /**
     * Sets the fields to what is stored. One that was added to the class since stays as it is.
     *
     * @return whether nothing is missing that only {@code @PostConstruct} could set
     */
    boolean into(Object instance) {
        Set<String> stored = new HashSet<>(session.hiddenNames());
        boolean isWhole = true;
        for (Map.Entry<String, Field> entry : fields.byName().entrySet()) {
            String name = entry.getKey();
            Field field = entry.getValue();
            if (!stored.contains(bean.keyOf(name)) || !set(field, instance, name)) {
                isWhole &= BeanFields.get(field, instance) != null;
            }
        }
        return isWhole && fields.transientOnes().stream().allMatch(field -> BeanFields.get(field, instance) != null);
    }

    /** Stores the fields, of which those cost nothing that are as they were. */
    void from(Object instance) {
        fields.byName().forEach((name, field) -> {
            Object value = BeanFields.get(field, instance);
            boolean isLeft = beside.containsKey(name) && isSame(beside.get(name), value);
            if (!isLeft && (value == null || !BeanFields.isOfTheContainer(value))) {
                session.keep(bean.keyOf(name), value).ifPresent(reason -> bean.unstorable(name, value, reason));
            }
        });
        if (fields.byName().isEmpty()) {
            session.keep(bean.keyOf(NOTHING), true);
        }
    }

    private boolean set(Field field, Object instance, String name) {
        try {
            BeanFields.set(field, instance, session.reveal(bean.keyOf(name)));
            return true;
        } catch (SessionException | IllegalArgumentException | NullPointerException unfit) {
            beside.put(name, BeanFields.get(field, instance));
            bean.unreadable(name, unfit);
            return false;
        }
    }

    private static boolean isSame(@Nullable Object before, @Nullable Object now) {
        return before == now || (isSimple(now) && Objects.equals(now, before));
    }

    /** Whether reading the field twice may give two objects. */
    private static boolean isSimple(@Nullable Object value) {
        return value instanceof String
                || value instanceof Number
                || value instanceof Boolean
                || value instanceof Character;
    }
}
