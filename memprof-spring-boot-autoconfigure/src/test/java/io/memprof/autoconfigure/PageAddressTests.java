package io.memprof.autoconfigure;

import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;

import static org.assertj.core.api.Assertions.assertThat;

class PageAddressTests {

	@ParameterizedTest
	@CsvSource({ "/actuator/memprof,/actuator/memprof/ui,memprof/ui",
			"/actuator/memprof/ui,/actuator/memprof,../memprof", "/memprof,/memprof/ui,memprof/ui",
			"/memprof/ui,/memprof,../memprof", "/a/memprof/ui,/a/memprof/ui,ui", "/a/page,/a/b/leaks,b/leaks",
			"/a/b/leaks,/a/page,../page", "/a/b/c/d,/x,../../../x" })
	void linksAreRelative(String from, String to, String link) {
		assertThat(PageAddress.relative(from, to)).isEqualTo(link);
		assertThat(URI.create("http://proxy/prefix" + from).resolve(link)).hasPath("/prefix" + to);
	}

	@Test
	void withoutWebThereAreNoLinks() {
		PageAddress address = new PageAddress(
				new StaticListableBeanFactory().getBeanProvider(PathMappedEndpoints.class));
		assertThat(address.fromReport()).isNull();
		assertThat(address.toReport()).isNull();
	}

}
