package io.serai.ticket;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** The 16 categories of a ticket; in JSON in lower case. */
public enum Category {
    WIFI, LAPTOP, VPN, PRINTER, EMAIL, SOFTWARE, HARDWARE, NETWORK, ACCOUNT, ACCESS, PHONE, SERVER, SECURITY, CLOUD, STORAGE, OTHER;

    @JsonValue
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws InvalidTicketException naming the field, if {@code text} is none of the 16 */
    @JsonCreator
    public static Category of(String text) {
        return Words.read("category", text, Arrays.asList(values()), Category::json);
    }
}
