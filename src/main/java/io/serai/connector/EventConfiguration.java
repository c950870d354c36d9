package io.serai.connector;

import io.serai.ticket.HistoryPart;
import io.serai.work.PayloadSource;
import io.serai.work.WorkBodyType;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EventConfiguration {

    @Bean
    WorkBodyType eventWork() {
        return new WorkBodyType("event", EventReference.class);
    }

    @Bean
    WorkBodyType alarmWork() {
        return new WorkBodyType("alarm", AlarmEvent.class);
    }

    @Bean
    PayloadSource eventPayload(EventStore store) {
        return correlation -> store.find(correlation).map(RawEvent::payload);
    }

    @Bean
    HistoryPart eventHistory(EventStore store) {
        return new HistoryPart() {
            @Override
            public String name() {
                return "events";
            }

            @Override
            public List<?> of(String ticketId) {
                return store.ofTicket(ticketId);
            }
        };
    }
}
