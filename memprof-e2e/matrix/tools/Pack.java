import java.io.File;

import org.springframework.boot.loader.tools.Layouts;
import org.springframework.boot.loader.tools.Library;
import org.springframework.boot.loader.tools.LibraryScope;
import org.springframework.boot.loader.tools.Repackager;

/**
 * What Boot's plugins for Maven and Gradle do: makes one archive of an application and
 * its libraries. Arguments: the application's archive, that to write, the libraries.
 */
class Pack {

	public static void main(String[] arguments) throws Exception {
		Repackager repackager = new Repackager(new File(arguments[0]));
		repackager.setMainClass("com.example.matrix.Application");
		File target = new File(arguments[1]);
		repackager.setLayout(target.getName().endsWith(".war") ? new Layouts.War() : new Layouts.Jar());
		repackager.repackage(target, (callback) -> {
			for (int i = 2; i < arguments.length; i++) {
				callback.library(new Library(new File(arguments[i]), LibraryScope.COMPILE));
			}
		});
	}

}
