package io.serai.security;

import java.time.Clock;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** How a caller proves who it is. */
@Configuration(proxyBeanMethods = false)
class CallerConfiguration {

    private static final String METHOD = "bcrypt";

    @Bean
    PasswordEncoder passwordEncoder(SecuritySettings settings, Clock clock) {
        PasswordEncoder slow = new DelegatingPasswordEncoder(METHOD, Map.of(METHOD, new BCryptPasswordEncoder(settings.bcryptCost())));
        return new RememberingPasswordEncoder(slow, clock, settings.rememberedFor());
    }

    @Bean
    UserDetailsService callers(AccountStore accounts) {
        return name -> accounts.passwordHash(name).map(hash -> User.withUsername(name).password(hash).roles(WebSecurity.ROLE).build())
            .orElseThrow(() -> new UsernameNotFoundException("no such account"));
    }

    @Bean
    LoginThrottle loginThrottle(SecuritySettings settings, Clock clock) {
        return new LoginThrottle(settings.failedLogins(), settings.failureWindow(), clock);
    }
}
