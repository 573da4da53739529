package ysoserial;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;

/** Stands for a gadget: it tells when code of its own has run. Its package is on the denied list. */
public final class Planted implements Serializable {
    /** The system property that it sets. */
    public static final String RAN = "cloakroom.test.planted";

    private static final long serialVersionUID = 1;

    static {
        System.setProperty(RAN, "initialised");
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        System.setProperty(RAN, "read");
    }
}
