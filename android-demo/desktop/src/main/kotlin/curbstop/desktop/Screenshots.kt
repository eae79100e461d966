package curbstop.desktop

import curbstop.samples.samples
import org.jetbrains.skia.Image
import java.nio.file.Files
import java.nio.file.Path
import kotlin.io.path.writeBytes

/** Draws every screen in every state and manner into the folder that is named, with a sheet of all of them a manner. */
fun main(arguments: Array<String>) {
    val folder = Files.createDirectories(Path.of(arguments.single()))
    for (manner in Manner.all) {
        val sheet = Sheet(samples.size)
        for (sample in samples) {
            draw(sample, manner).use { picture ->
                picture.write(folder.resolve("${sample.name}-${manner.name}.png"))
                sheet.add(picture)
            }
        }
        sheet.image.write(folder.resolve("all-${manner.name}.png"))
    }
    println("${samples.size * Manner.all.size} pictures in $folder")
}

private fun Image.write(file: Path) {
    file.writeBytes(checkNotNull(encodeToData()) { "no PNG of $file" }.bytes)
}
