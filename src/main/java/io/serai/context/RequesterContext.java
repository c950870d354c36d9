package io.serai.context;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a directory says of the requester of a ticket. Personal data: kept with the analysis, never logged, and given to a model only
 * without names and places.
 *
 * @param state      what came of asking
 * @param source     the connector that was asked, or {@code null} if none was
 * @param jobTitle   or {@code null}, as all that follows
 * @param manager    name of the manager
 * @param language   BCP 47 ({@code de-DE})
 * @param office     office or site
 * @param devices    managed devices, those that are not compliant first, at most 10, possibly none
 * @param reason     why it was not to be had, in words; {@code null} unless {@code UNAVAILABLE}
 * @param fetchedAt  when the directory answered, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RequesterContext(State state, String source, String jobTitle, String department, String manager, String language, String office,
                               List<Device> devices, String reason, Instant fetchedAt) {

    /** {@code NONE}: there was nobody to ask about, or no directory to ask. {@code UNKNOWN}: the directory does not know the requester. */
    public enum State {
        @JsonProperty("none") NONE,
        @JsonProperty("found") FOUND,
        @JsonProperty("unknown") UNKNOWN,
        @JsonProperty("unavailable") UNAVAILABLE
    }

    public static final RequesterContext NONE = new RequesterContext(State.NONE, null, null, null, null, null, null, null, null, null);

    static final int DEVICES = 10;

    public RequesterContext {
        Objects.requireNonNull(state, "state");
        devices = devices == null ? List.of() : List.copyOf(devices);
    }

    /**
     * A managed device.
     *
     * @param name       its name, or {@code null}
     * @param system     operating system and version, or {@code null}
     * @param compliance the directory's own word: {@code compliant}, {@code noncompliant}, {@code inGracePeriod}, …
     * @param lastSeenAt when it last reported, or {@code null}
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Device(String name, String system, String compliance, Instant lastSeenAt) {
        public Device {
            Objects.requireNonNull(compliance, "compliance");
        }

        /** True if it breaks the rules of the house now; {@code unknown} and grace periods do not. */
        @JsonIgnore
        public boolean isRisk() {
            return compliance.equalsIgnoreCase("noncompliant") || compliance.equalsIgnoreCase("conflict") || compliance.equalsIgnoreCase("error");
        }
    }

    static RequesterContext unknown(String source, Instant at) {
        return new RequesterContext(State.UNKNOWN, source, null, null, null, null, null, null, null, at);
    }

    static RequesterContext unavailable(String source, String reason) {
        return new RequesterContext(State.UNAVAILABLE, source, null, null, null, null, null, null, reason, null);
    }

    /** What whoever works on the ticket should know, one sentence each, possibly none. */
    public List<String> hints() {
        List<String> hints = new ArrayList<>();
        if (state == State.UNAVAILABLE) {
            hints.add("the requester's context was not to be had from " + source + ": " + reason);
        }
        devices.stream().filter(Device::isRisk).forEach(device -> hints.add("risk: the requester's device "
            + (device.name() == null ? "" : device.name() + " ") + (device.system() == null ? "" : "(" + device.system() + ") ")
            + "is not compliant (" + device.compliance() + ")"));
        return hints;
    }
}
