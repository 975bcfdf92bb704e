package io.memprof.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

import static org.assertj.core.api.Assertions.assertThat;

class ContextBeanNamesTests {

	private final DefaultListableBeanFactory factory = new DefaultListableBeanFactory();

	@Test
	void singletonsAreShownWithTheirNames() {
		this.factory.registerSingleton("orders", "open orders");
		assertThat(visited()).containsEntry("orders", "open orders");
	}

	@Test
	void noBeanIsCreatedForIt() {
		this.factory.registerBeanDefinition("lazy", new RootBeanDefinition(Object.class, () -> {
			throw new AssertionError("created");
		}));
		assertThat(visited()).doesNotContainKey("lazy");
	}

	@Test
	void aFactoryBeanIsShownAndNotItsProduct() {
		FactoryBean<String> products = new FactoryBean<>() {

			@Override
			public String getObject() {
				throw new AssertionError("asked");
			}

			@Override
			public Class<?> getObjectType() {
				return String.class;
			}

		};
		this.factory.registerSingleton("products", products);
		assertThat(visited()).containsEntry("products", products);
	}

	private Map<String, Object> visited() {
		Map<String, Object> visited = new LinkedHashMap<>();
		new ContextBeanNames(this.factory).visitSingletons(visited::put);
		return visited;
	}

}
