package io.serai.connector;

import org.apache.camel.spi.PropertiesFunction;

/**
 * Lets Camel find the values of placeholders where {@link References} does. {@code {{env:NAME}}} so finds a property of a profile as well as a
 * variable of the environment, which comes first, and {@code {{hashicorp:…}}} what was read at start, without asking Vault again.
 */
final class ReferenceFunction implements PropertiesFunction {

    private final String name;
    private final References references;

    /** @param name {@code env}, {@code file} or {@code hashicorp} */
    ReferenceFunction(String name, References references) {
        this.name = name;
        this.references = references;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String apply(String remainder) {
        if (!name.equals("env")) {
            return references.find(name + ":" + remainder).orElse(null);
        }
        int colon = remainder.indexOf(':');
        return references.find(colon < 0 ? remainder : remainder.substring(0, colon)).orElse(colon < 0 ? null : remainder.substring(colon + 1));
    }
}
