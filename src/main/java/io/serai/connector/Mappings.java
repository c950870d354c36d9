package io.serai.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.serai.ticket.InvalidTicketException;

/**
 * What a connector's file says of reading records, beside its kamelet.
 *
 * @param all     for all tenants
 * @param tenants whose a record is, and what is read otherwise for some of them
 */
record Mappings(Mapping all, Tenants tenants) {

    static final Mappings NONE = new Mappings(Mapping.NONE, Tenants.ONE);

    /**
     * @param tenant whose it is
     * @param ticket what the kamelet made, with the mappings applied
     */
    record Mapped(String tenant, JsonNode ticket) {
    }

    /** True if there is nothing to be mapped, so that the vendor's record is not needed. */
    boolean isNone() {
        return all.isNone() && tenants.field() == null;
    }

    /**
     * @param ticket what a kamelet made of one record, with the vendor's record beside it if there is anything to be mapped
     * @param own    the connector's own tenant
     * @throws UnreadableEventException if the kamelet did not hand over the record
     * @throws InvalidTicketException   if the record is of no tenant
     */
    Mapped map(JsonNode ticket, String own) {
        if (isNone()) {
            return new Mapped(own, ticket);
        }
        JsonNode record = ticket.path(Kamelet.RECORD);
        if (!(ticket instanceof ObjectNode made) || !record.isObject()) {
            throw new UnreadableEventException("the kamelet handed over no vendor's record as '" + Kamelet.RECORD + "', so that the file's mapping cannot be applied");
        }
        String tenant = tenants.of(record, own);
        all.apply(record, made);
        tenants.mappings().getOrDefault(tenant, Mapping.NONE).apply(record, made);
        return new Mapped(tenant, made);
    }
}
