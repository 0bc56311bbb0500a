import type { Strings } from './strings.ts';

const number = (count: number) => count.toLocaleString('zh-CN');

export const zhCn: Strings = {
  siteName: 'Docker 网络教程',
  siteDescription: '一套 Docker 网络教程：每条命令都真实执行过，每段输出都是当时的原样记录。',
  sections: {
    '': '入门',
    bridge: '桥接网络',
    host: 'host 网络',
    none: 'none 网络',
    macvlan: 'macvlan 网络',
    ipvlan: 'ipvlan 网络',
    swarm: 'Swarm 集群',
    overlay: 'overlay 网络',
  },
  skipToContent: '跳到正文',
  menu: '菜单',
  tutorials: '教程',
  onThisPage: '本页内容',
  pager: '上一篇与下一篇',
  previous: '上一篇',
  next: '下一篇',
  editPage: '修改此页',
  behind: {
    unknown: '这篇译文没有注明译自英文版的哪个版本，内容可能已经过时。',
    changed: '英文版在翻译之后又有改动，下列小节请以英文版为准：',
    moved: '英文版在翻译之后移动或删除了一些小节。',
    lead: '引言',
  },
  readInThisLanguage: '阅读本页的中文版',
  headingLink: (heading) => `“${heading}”的链接`,
  theme: { label: '配色', auto: '跟随系统', light: '浅色', dark: '深色' },
  search: {
    open: '搜索',
    label: '搜索教程',
    placeholder: '命令、报错信息或关键词…',
    close: '关闭搜索',
    hint: '可搜索标题、正文、命令及其输出。',
    searching: '正在搜索…',
    unavailable: '搜索索引加载失败。',
    nothing: '没有找到与“{query}”有关的内容。',
    found: '找到 {count} 个页面',
    foundOne: '找到 1 个页面',
  },
  asides: { note: '说明', tip: '提示', caution: '注意', goal: '目标' },
  terminal: {
    label: (node) => `${node} 上的终端`,
    copy: '复制',
    copied: '已复制',
    copyLabel: '复制命令',
    expectedFailure: (exit) => `退出码 ${exit}，符合预期`,
    showAll: (lines) => `展开全部 ${number(lines)} 行`,
    showOutput: (lines) => `展开输出（${number(lines)} 行）`,
    fold: '收起',
    outputHidden: '输出从略',
    exit: (code) => `退出码 ${code}`,
    standIns: (images) => `替代镜像：${images.join('、')}`,
    provenance: '输出的来源',
  },
  home: {
    title: '跟着真实的终端，学会 Docker 网络',
    lead: '教程里的每条命令，都在真实的 Docker 守护进程上执行过；每一行输出，都是它当时打印的原文，没有一行是凭记忆写的。',
    start: '从第一篇开始',
    how: '如何验证',
    featured: '摘自教程，采集时的原样：',
    tutorials: '全部教程',
    facts: {
      tutorials: () => '篇教程',
      commands: () => '条命令，全部实跑并记录',
      engine: 'Docker Engine',
      captured: '最近一次采集',
    },
    promises: [
      {
        title: '跑出来的，不是写出来的',
        text: '每篇教程都在专用的实验环境里从头跑到尾。你看到的，就是守护进程给出的回答。',
      },
      {
        title: '失败也如实呈现',
        text: '名称查不到、网络不通，都不靠口说：让命令真的失败一次，并附上退出码。',
      },
      {
        title: '始终有效',
        text: '每次检查都会把命令重跑一遍。输出一旦对不上，检查就不通过。',
      },
    ],
  },
  verified: {
    title: '这些输出是怎么验证的',
    description: '本站的输出如何采集：用的是哪个版本的引擎、内核和镜像，以及采集的时间。',
    intro: [
      '本站没有一段输出是手写的。作者只写命令，由程序在沙箱里执行，并把打印的内容保存下来；页面展示的就是这份记录。缺了任何一段，网站都无法构建。',
    ],
    stepsHeading: '采集的过程',
    steps: [
      {
        title: '一篇教程，一套实验环境',
        text: '先启动一个或多个节点，每个节点都是一台独立的 Docker 宿主机，有自己的守护进程、网络和 shell。节点专为这篇教程创建，用完即销毁。',
      },
      {
        title: '在真实的终端里输入',
        text: '命令逐条输入到伪终端上的 shell 里，Ctrl-P 之类的按键也不例外。终端随后显示的内容，连同退出码和耗时一起保存。',
      },
      {
        title: '每次重跑都要对得上',
        text: '再跑一遍，结果必须一致。ID、地址和时间可以不同，但要前后对应：代表某个容器的 ID，不能又代表另一个容器。',
      },
      {
        title: '该失败的必须失败',
        text: '教程说某件事行不通，对应的命令就必须真的失败，并且退出码与页面所写的一致。',
      },
    ],
    standInHeading: '替代镜像',
    standIn: [
      '在连不上镜像仓库的环境里，alpine 等镜像改用 Debian 的软件包在本地构建，含有教程要用的命令。Docker 及其网络还是原样，只是镜像自身报告的版本、大小与官方镜像不同。',
      '凡是用替代镜像采集的输出，下表和每个终端下方都会注明。',
    ],
    pagesHeading: '各篇教程的采集记录',
    totals: ({ pages, snippets, commands, failures }) =>
      `共 ${number(pages)} 篇教程、${number(snippets)} 个终端、${number(commands)} 条命令，其中 ${number(failures)} 个终端按预期以非零退出码结束。`,
    columns: {
      page: '教程',
      engine: 'Docker 与内核',
      date: '采集日期',
      commands: '命令',
      images: '镜像',
    },
    origins: { registry: '来自镜像仓库', 'stand-in': '替代镜像' },
    noImages: '无',
    here: {
      heading: '在这台机器上',
      totals: ({ passed, tried }) =>
        passed === tried
          ? `${number(tried)} 篇教程在这台机器上的输出都与页面一致。`
          : `${number(tried)} 篇教程中，有 ${number(passed)} 篇在这台机器上的输出与页面一致。`,
      columns: { result: '结果', date: '运行日期' },
      results: { passed: '一致', failed: '不一致', broken: '无法运行', skipped: '未运行' },
    },
  },
  glossary: {
    title: '术语表',
    description: '本站所用术语的含义，以及对应的英文。',
    topics: {
      docker: 'Docker',
      container: '容器与终端',
      network: 'Docker 网络',
      basics: '网络基础',
      swarm: 'Swarm 集群',
      site: '本站用语',
    },
    avoided: '不用的译法：',
    avoidedJoin: '、',
    explained: '详见',
    titleJoin: ' › ',
  },
  plain: {
    about:
      '下列页面都是 Markdown。其中的每条命令都在真实的 Docker 守护进程上执行过，随后就是它打印的内容。退出码不为 0 的命令，本来就应当失败。',
    view: '本页的 Markdown 版',
    captured: ({ engine, kernel, arch, day }) => `采集于 ${day}，Docker ${engine}，Linux ${kernel}，${arch}`,
    aside: (facts) => `（${facts.join('；')}）`,
    join: '；',
  },
  notFound: {
    title: '页面不存在',
    text: '这个地址下没有内容，页面可能已经移走。可以搜索一下，或者从教程列表里找。',
    home: '查看全部教程',
  },
  language: { title: '选择语言', choose: '阅读中文版' },
  footer: {
    text: '每条命令都跑过，每段输出都是原样。',
    glossary: '术语表',
    verified: '这些输出是怎么验证的',
    licence: '文字内容采用 CC BY 4.0 许可，代码采用 MIT 许可。',
  },
};
