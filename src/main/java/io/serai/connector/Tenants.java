package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import io.serai.ticket.InvalidTicketException;
import java.util.List;
import java.util.Map;

/**
 * Whose a record is, where one connector serves several tenants. A record can only be of a tenant that the file lists.
 *
 * @param field    where the vendor says it; {@code null} if the connector serves its own tenant alone
 * @param names    tenants by the vendor's values, which compare exactly: a tenant is a boundary
 * @param strict   true refuses a record whose value is not listed, or that has none; false leaves it to the connector's own tenant
 * @param mappings what is read otherwise for one tenant, before what the file says for all
 */
record Tenants(Pointers field, Map<String, String> names, boolean strict, Map<String, Mapping> mappings) {

    static final Tenants ONE = new Tenants(null, Map.of(), false, Map.of());

    Tenants {
        names = Map.copyOf(names);
        mappings = Map.copyOf(mappings);
    }

    /**
     * @param own the connector's own tenant
     * @throws InvalidTicketException if the record is of no tenant
     */
    String of(JsonNode record, String own) {
        if (field == null) {
            return own;
        }
        List<String> values = field.values(record);
        String tenant = values.size() == 1 ? names.get(values.get(0)) : null;
        if (tenant == null && strict) {
            throw new InvalidTicketException("tenant", "cannot be told: what stands at " + String.join(", ", field.places().stream().map(Object::toString).toList())
                + (values.isEmpty() ? " is nothing" : " is none of 'tenants.values'"));
        }
        return tenant == null ? own : tenant;
    }
}
