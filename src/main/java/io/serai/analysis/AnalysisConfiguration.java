package io.serai.analysis;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.serai.action.Actions;
import io.serai.audit.AuditTrail;
import io.serai.home.HomeFiles;
import io.serai.llm.Models;
import io.serai.llm.PersonalData;
import io.serai.llm.Purpose;
import io.serai.resolution.SimilarTickets;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration(proxyBeanMethods = false)
class AnalysisConfiguration {

    @Bean
    AnalysisStore analysisStore(JdbcClient jdbc, PlatformTransactionManager transactions, AuditTrail audit, ObjectMapper json) {
        return new AnalysisStore(jdbc, new TransactionTemplate(transactions), audit, json);
    }

    @Bean
    LearnCategories learnCategories(JdbcClient jdbc, CategoryProperties properties, HomeFiles home) {
        return new LearnCategories(jdbc, properties, home);
    }

    @Bean
    OfflineAnalyst offlineAnalyst(Actions actions, LearnedCategories learned, Clock clock) {
        return new OfflineAnalyst(new Categorize(new CategoryTerms(), learned), new Proposals(actions), clock);
    }

    @Bean
    SpotOrders spotOrders() {
        return new SpotOrders();
    }

    @Bean
    SpotPageOrders spotPageOrders(SpotOrders orders) {
        return new SpotPageOrders(orders);
    }

    @Bean
    ExplainAnalysis explainAnalysis(SimilarTickets tickets, SpotOrders orders, SpotPageOrders pages) {
        return new ExplainAnalysis(tickets, orders, pages);
    }

    @Bean
    @Order(1)
    Purpose casePurpose(ObjectMapper json, Actions actions) {
        return new Purpose("case", Prompt.NAME, Prompt.SYSTEM_MESSAGE, () -> AnswerSchema.forModels(json, actions.all()));
    }

    @Bean
    @Order(2)
    Purpose draftPurpose(ObjectMapper json) {
        return new Purpose("draft", DraftPrompt.NAME, DraftPrompt.SYSTEM_MESSAGE, () -> DraftPrompt.forModels(json));
    }

    @Bean
    @Order(3)
    Purpose rankPurpose(ObjectMapper json) {
        return new Purpose("rank", RankPrompt.NAME, RankPrompt.SYSTEM_MESSAGE, () -> RankPrompt.forModels(json));
    }

    @Bean
    LlmAnalyst llmAnalyst(Models models, @Qualifier("casePurpose") Purpose purpose, Actions actions, LearnedCategories learned, Clock clock, ObjectMapper json,
                          PersonalData personal, SpotPageOrders orders) {
        AnswerReader reader = new AnswerReader(actions, new Proposals(actions), new Categorize(new CategoryTerms(), learned), orders, clock);
        return new LlmAnalyst(models, purpose, new Prompt(json, actions, personal), reader);
    }
}
