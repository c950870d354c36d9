package io.serai.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import org.springframework.stereotype.Component;

/** Writes an alarm as its receiver gets it. */
@Component("writeAlarm")
class WriteAlarm {

    private final AlarmProperties properties;
    private final ObjectMapper json;

    WriteAlarm(AlarmProperties properties, ObjectMapper json) {
        this.properties = properties;
        this.json = json;
    }

    /** @throws IllegalStateException if there is no receiver */
    public AlarmCall write(AlarmEvent event) {
        if (!properties.isOn()) {
            throw new IllegalStateException("there is no receiver of alarms: SERAI_ALARM_URL is not set");
        }
        URI receiver = URI.create(properties.url());
        try {
            return new AlarmCall(event.id(), receiver.getRawPath().isEmpty() ? "/" : receiver.getRawPath(), receiver.getRawQuery(),
                json.writeValueAsString(event));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an alarm cannot be written", e);
        }
    }
}
