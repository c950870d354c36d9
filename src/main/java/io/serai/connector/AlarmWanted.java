package io.serai.connector;

import org.springframework.stereotype.Component;

/** Tells whether alarms are to be posted to a receiver. */
@Component("alarmWanted")
class AlarmWanted {

    private final AlarmProperties properties;

    AlarmWanted(AlarmProperties properties) {
        this.properties = properties;
    }

    public boolean isWanted(AlarmEvent event) {
        return properties.isOn();
    }
}
