package io.serai.security;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;

/** Hawtio leaves the log in to us ({@code hawtio.authenticationEnabled=false}); this tells it who has logged in. */
@Configuration(proxyBeanMethods = false)
class EngineRoomConfiguration {

    @Bean
    ServletRegistrationBean<HttpServlet> engineRoomUser() {
        ServletRegistrationBean<HttpServlet> user = new ServletRegistrationBean<>(new WhoAmI(), "/actuator/hawtio/user");
        user.setName("engine-room-user");
        return user;
    }

    private static final class WhoAmI extends HttpServlet {

        private static final long serialVersionUID = 1L;

        /** Names of accounts have no character that JSON would escape (see the table). */
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getWriter().write('"' + request.getRemoteUser() + '"');
        }
    }
}
