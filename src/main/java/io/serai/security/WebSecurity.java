package io.serai.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.List;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * The chains of filters, first match counts. Whatever no line opens is closed, so that an address that is spelled in an unforeseen way needs
 * a log in, wherever it may be routed; Spring's firewall refuses the spellings with {@code ;}, {@code //}, {@code %2f} and their like before.
 */
@Configuration(proxyBeanMethods = false)
class WebSecurity {

    static final String LOGIN = "/login";
    private static final String[] OPEN_HEALTH = {"/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness"};
    /** Only by POST: a GET needs no token against forged requests, and can run an operation just as well. */
    private static final String[] JOLOKIA = {"/actuator/jolokia/**", "/actuator/hawtio/jolokia/**"};
    static final String ROLE = "ADMIN";
    private static final PathPatternRequestMatcher.Builder PATHS = PathPatternRequestMatcher.withDefaults();
    private static final int WANTED_PAGE_SECONDS = 300;

    /** A timer around each filter of each chain costs more than it tells. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    /** Webhooks prove themselves at the door; thousands come each second, so that no filter stands before it but the firewall. */
    @Bean
    @Order(1)
    SecurityFilterChain hooks() {
        return new DefaultSecurityFilterChain(PATHS.matcher("/hooks/**"), List.<Filter>of());
    }

    /** The simulated vendors of the demo check their callers themselves, as the real ones do. */
    @Bean
    @Order(2)
    @Profile("demo")
    SecurityFilterChain demo() {
        return new DefaultSecurityFilterChain(PATHS.matcher("/demo/**"), List.<Filter>of());
    }

    @Bean
    @Order(3)
    SecurityFilterChain everythingElse(HttpSecurity http, LoginThrottle throttle,
                                       @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) throws Exception {
        BrowserAwareCsrf csrf = new BrowserAwareCsrf();
        CookieCsrfTokenRepository tokens = CookieCsrfTokenRepository.withHttpOnlyFalse();
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Lax"));
        CookieRequestCache wantedPage = new CookieRequestCache();
        wantedPage.setRequestMatcher(Unauthenticated::wantsPage);
        wantedPage.setCookieCustomizer(cookie -> {
            cookie.setAttribute("SameSite", "Lax");
            cookie.setMaxAge(WANTED_PAGE_SECONDS);
        });
        Unauthenticated unauthenticated = new Unauthenticated(problems);
        http.authorizeHttpRequests(rules -> rules
                .dispatcherTypeMatchers(DispatcherType.ERROR).permitAll()
                .requestMatchers(HttpMethod.GET, OPEN_HEALTH).permitAll()
                .requestMatchers(HttpMethod.HEAD, OPEN_HEALTH).permitAll()
                .requestMatchers(HttpMethod.POST, JOLOKIA).hasRole(ROLE)
                .requestMatchers(JOLOKIA).denyAll()
                .anyRequest().hasRole(ROLE))
            .httpBasic(basic -> basic.authenticationEntryPoint(unauthenticated)
                .securityContextRepository(new RequestAttributeSecurityContextRepository()))
            .formLogin(form -> form.loginPage(LOGIN).defaultSuccessUrl("/").permitAll())
            .logout(logout -> logout.deleteCookies("XSRF-TOKEN"))
            .csrf(protection -> protection.csrfTokenRepository(tokens).csrfTokenRequestHandler(csrf).requireCsrfProtectionMatcher(csrf))
            .requestCache(cache -> cache.requestCache(wantedPage))
            .exceptionHandling(errors -> errors.authenticationEntryPoint(unauthenticated)
                .accessDeniedHandler((request, response, e) -> problems.resolveException(request, response, null, e)))
            .headers(headers -> headers
                .contentSecurityPolicy(csp -> csp.policyDirectives(BrowserHeaders.CONTENT_SECURITY_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(BrowserHeaders.PERMISSIONS_POLICY)))
            .addFilterAfter(new CsrfCookieFilter(), CsrfFilter.class)
            .addFilterBefore(new ThrottleFilter(throttle, problems), UsernamePasswordAuthenticationFilter.class);
        return http.build();
    }
}
