package io.serai.ticket;

import io.serai.work.WorkBodyType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TicketConfiguration {

    @Bean
    WorkBodyType ticketWork() {
        return new WorkBodyType("ticket", Ticket.class);
    }
}
