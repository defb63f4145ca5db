"""The Chinese of what is said of files and of how options are given."""

FILES = {
    "not read, for plan files end in .yaml or .yml": "未读取，套餐文件须以.yaml或.yml结尾",
    "note: {file}: not read, for plan files end in .yaml or .yml": "注：{file}：未读取，套餐文件须以.yaml或.yml结尾",
    "error: {option}: only beside --advice": "错误：{option}：须与--advice同用",
    "{option}: given twice": "{option}：写了两次",
    "{option}: empty": "{option}：为空",
    "{thousands} or {whole}?": "是{thousands}还是{whole}？",
    "not UTF-8 text but, it seems, {encoding}; save it as UTF-8": "不是UTF-8文本，似为{encoding}；请另存为UTF-8",
    "more than {limit} MiB: that is not read": "超过{limit} MiB，不予读取",
    "it would be read as a plan file there": "写在那里会被当作套餐文件读取",
    "a link to nothing": "链接指向的文件不存在",
    "a folder, no file": "是目录，不是文件",
    "a pipe or device, no file": "是管道或设备，不是文件",
    "there already, and left as it is": "已存在，未作改动",
    "cannot be written: {reason}": "无法写入：{reason}",
    "this command reads it; it is left as it is": "此命令正在读取该文件，未作改动",
    "read-only, and left as it is": "只读，未作改动",
    "note: ./plans holds no plan file (*.yaml); telquote's own plans are used": "注：./plans中没有套餐文件（*.yaml），采用telquote自带的套餐",
    "note: {variable} names {path}, so ./plans is not read": "注：{variable}指定了{path}，故不读取./plans",
    "this looks like a usage file; give it with --usage, and keep it out of folders of plans": "这似乎是用量文件；请用--usage给出，勿放在套餐目录中",
    "{found}: {thousands} or {whole}?": "{found}：是{thousands}还是{whole}？",
}
