package io.memprof.autoconfigure;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMapper;

/**
 * Puts the page right below the report, wherever that is mapped.
 */
final class PagePathMapper implements PathMapper {

	private final ObjectProvider<PathMapper> all;

	PagePathMapper(ObjectProvider<PathMapper> all) {
		this.all = all;
	}

	@Override
	public @Nullable String getRootPath(EndpointId id) {
		if (!id.equals(PageAddress.PAGE)) {
			return null;
		}
		List<PathMapper> others = this.all.orderedStream().filter((mapper) -> mapper != this).toList();
		return PathMapper.getRootPath(others, PageAddress.REPORT) + "/ui";
	}

}
