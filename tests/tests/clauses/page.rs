//! The page: one table of the clauses, one of the numbers.

use std::fmt::Write as _;

use curbstop_core::rulebook::Parameter;

use super::Clause;
use super::cited::Cited;

/// The language of a page.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Lang {
    /// English.
    En,
    /// Chinese.
    Zh,
}

impl Lang {
    /// Where its page lies, from the root of the project.
    pub(crate) fn file(self) -> &'static str {
        self.pick("docs/regulation.zh-CN.md", "docs/regulation.md")
    }

    fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// The whole page.
pub(crate) fn of(lang: Lang, clauses: &[Clause], parameters: &[Parameter], cited: &Cited) -> String {
    let mut page = String::new();
    page.push_str(lang.pick(HEAD_ZH, HEAD_EN));
    for clause in clauses {
        let _ = writeln!(
            page,
            "| {} | {} | {} |",
            clause.id,
            lang.pick(&clause.zh, &clause.en),
            became(lang, clause, cited)
        );
    }
    page.push_str(lang.pick(NUMBERS_ZH, NUMBERS_EN));
    for parameter in parameters {
        let open = if parameter.open { lang.pick("是", "yes") } else { "" };
        let says = lang.pick(&parameter.zh, &parameter.en);
        let Parameter { key, value, clause, .. } = parameter;
        let _ = writeln!(page, "| `{key}` | {value} | {clause} | {open} | {says} |");
    }
    page
}

/// What became of a clause: its rules with their tests, what is still to come, or why people do it.
fn became(lang: Lang, clause: &Clause, cited: &Cited) -> String {
    let built = clause.rules.iter().map(|rule| built(lang, &clause.id, rule, cited));
    let later = clause.later.iter().map(|rule| format!("{rule}: {}", lang.pick("**尚未实现**", "**not built yet**")));
    let people = clause.by_people.iter().map(|why| lang.pick(&why.zh, &why.en).to_owned());
    built.chain(later).chain(people).collect::<Vec<_>>().join("<br>")
}

fn built(lang: Lang, clause: &str, rule: &str, cited: &Cited) -> String {
    let tests: Vec<String> = cited.of(clause, rule).iter().map(|file| format!("`{file}`")).collect();
    format!("{rule}: {} {}", lang.pick("测试", "tests in"), tests.join(", "))
}

const HEAD_EN: &str = "\
# The regulation, clause by clause

What became of every clause: the rules that are built, each with the tests that cite it, what is not built yet, and what
people do. Made of the code by `tests/tests/clauses`; a test fails where this page is not what the code is. In Chinese:
[regulation.zh-CN.md](regulation.zh-CN.md).

| clause | what it says | what became of it |
|---|---|---|
";

const HEAD_ZH: &str = "\
# 优质服务管理办法：逐条对照

每一条的落实情况：已实现的规则及引用它的测试、尚未实现的部分、由人执行的部分。本页由 `tests/tests/clauses` 根据代码生成，
与代码不一致时测试失败。条文编号：3.2.2 即三（二）2。英文版：[regulation.md](regulation.md)。

| 条文 | 内容 | 落实 |
|---|---|---|
";

const NUMBERS_EN: &str = "
## Its numbers

The rulebook that Curbstop carries. *Open*: the text leaves it open, and the value is an interpretation that the utility can change.

| parameter | value | clause | open | meaning |
|---|---|---|---|---|
";

const NUMBERS_ZH: &str = "
## 数值

随产品附带的规则手册。“待定”：条文未写明，数值为解释，公司可以更改。

| 参数 | 数值 | 条文 | 待定 | 含义 |
|---|---|---|---|---|
";
