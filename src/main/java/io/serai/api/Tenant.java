package io.serai.api;

/**
 * For which tenant a caller asks. A controller takes it as a parameter; it is read from {@code ?tenant=}, and is {@code default} without. Whatever
 * is asked for by id is looked for among this tenant's own only, so that another tenant's id is as unknown as one that does not exist.
 *
 * @param name {@code [a-z0-9-]{1,64}}
 */
public record Tenant(String name) {

    public static final String DEFAULT = "default";

    /** @throws InvalidPageException if it is no name of a tenant */
    public Tenant {
        if (name == null || !name.matches("[a-z0-9-]{1,64}")) {
            throw new InvalidPageException("tenant", "must match [a-z0-9-]{1,64}");
        }
    }

    static Tenant of(String parameter) {
        return new Tenant(parameter == null || parameter.isEmpty() ? DEFAULT : parameter);
    }
}
