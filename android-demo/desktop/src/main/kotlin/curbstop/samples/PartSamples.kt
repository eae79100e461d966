package curbstop.samples

import curbstop.app.Tone
import curbstop.app.plain
import curbstop.ui.parts.Banner
import curbstop.ui.parts.Card
import curbstop.ui.parts.Fact
import curbstop.ui.parts.Heading
import curbstop.ui.parts.ListRow
import curbstop.ui.parts.MainButton
import curbstop.ui.parts.Page
import curbstop.ui.parts.SideButton

/** The parts that screens are made of, beside each other. */
internal val partSamples = listOf(
    Sample("parts", "page") {
        Page(
            plain("朝阳路一册"),
            onBack = {},
            detail = plain("10"),
            actions = {
                SideButton(plain("估抄")) {}
                MainButton(plain("保存")) {}
            },
        ) {
            Tone.entries.forEach { Banner(plain("朝阳路 13 号院 2 单元 1201 室 ${it.name}"), it) }
            Heading(plain("本期"))
            Card { Fact(plain("上期行至"), plain("1263 m³")) }
            ListRow(plain("王小明"), detail = plain("朝阳路 1 号院 1 单元 101"), onClick = {})
        }
    },
)
