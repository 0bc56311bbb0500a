import type { Strings } from './strings.ts';

const number = (count: number) => count.toLocaleString('zh-CN');

export const zhCn: Strings = {
  siteName: 'Docker 网络教程',
  siteDescription: '一套 Docker 网络教程：每条命令都真实执行过，每段输出都是当时的原样记录。',
  sections: {
    '': '入门',
    bridge: '桥接网络',
    outside: '与外部互通',
    host: 'host 网络',
    none: 'none 网络',
    macvlan: 'macvlan 网络',
    ipvlan: 'ipvlan 网络',
    swarm: 'Swarm 集群',
    overlay: 'overlay 网络',
    plugins: '网络插件',
    help: '排查与速查',
    practice: '练习',
  },
  skipToContent: '跳到正文',
  notLoaded: '加载失败，请重试。',
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
  search: '搜索',
  asides: { note: '说明', tip: '提示', caution: '注意', goal: '目标' },
  drawing: {
    built: '这一页要搭出的网络',
    label: '网络图',
    title: (snippet) => `“${snippet}”之后的网络`,
    ofPage: (page) => `《${page}》里的网络`,
    more: (count) => `等 ${count} 项`,
    counts: (networks, containers) => `${networks} 个网络 · ${containers} 个容器`,
    members: (network, members) => `${network}：${members.join('、') || '没有容器'}。`,
    added: (things) => `新增：${things.join('；')}。`,
    removed: (things) => `消失：${things.join('；')}。`,
    outside: '外部',
    hostsNetwork: '宿主机所在的网络',
    role: (role) => (role === 'manager' ? '管理节点' : '工作节点'),
    kind: (words) => words.join('，'),
    defaultBridge: '默认 bridge',
    noDriver: '尚无驱动',
    attachable: 'attachable',
    encrypted: '加密',
    ingress: '路由网格',
    internal: 'internal：不通外部',
    onHosts: (count) => `在 ${count} 台宿主机上`,
    pastHost: (parent) => `绕过宿主机，接 ${parent}`,
    routed: (mode) => `${mode}：由宿主机路由`,
    gateway: (address) => `网关 ${address}`,
    state: (state) =>
      ({ running: '运行中', exited: '未运行', paused: '已暂停', created: '未启动', restarting: '重启中' })[state] ??
      state,
    hostsOwn: '宿主机自己的',
    loopbackOnly: '只有环回接口',
    sharesWith: (container) => `共用 ${container} 的网络`,
    noAddress: '没有地址',
    virtualAddress: '虚拟地址',
    tasks: (count) => `${count} 个任务`,
    networkTitle: ({ name, driver, nodes }) => `${nodes.join('、')} 上的网络 ${name}，驱动 ${driver}`,
    serviceTitle: ({ name, endpoint }) => `服务 ${name}，${endpoint}`,
    containerTitle: ({ name, node }, places) =>
      `${node} 上的容器 ${name}${places.length > 0 ? `：${places.map(({ address, network }) => `${network} 上 ${address || '没有地址'}`).join('，')}` : ''}`,
    taskTitle: (service, count) => `${service} 的 ${count} 个任务`,
    interfaceTitle: (name, node) => `${node} 的接口 ${name}`,
  },
  replay: {
    terminal: '回放',
    page: (steps) => `回放本页（共 ${number(steps)} 步）`,
    piece: '看它一步步搭起来',
  },
  reach: {
    caption: '谁能访问谁。点开每一项，就是试的那条命令。',
    from: '从',
    to: '到',
    partyName: ({ kind, name }) => ({ outside: '外部', 'new container': '新容器' })[kind as string] ?? name,
    partyNote: ({ kind, name, node = '' }) =>
      ({
        host: name === 'host' ? '宿主机' : '机器',
        service: '服务',
        container: `在 ${node} 上`,
        outside: '',
        'new container': `在 ${name} 网络里`,
      })[kind],
    via: (via) => (via === 'name' ? '用名称' : '用地址'),
    result: ({ via, isReached }) => `${via === 'name' ? '用名称' : '用地址'}，${isReached ? '通' : '不通'}`,
    notTried: '没试',
    map: '在图中看各条路径',
    mapTitle: '做这些测试时的网络',
    whole: '整个网络',
    path: '路径',
    pathBetween: (from, to) => `从 ${from} 到 ${to} 的路径`,
    how: '其余各项怎么试的',
  },
  way: {
    title: '数据包依次出现在哪里',
    place: (place) => {
      switch (place.kind) {
        case 'container':
          return `${place.container} 里`;
        case 'cable':
          return `${place.container} 网线的另一端`;
        case 'network':
          return `${place.network} 的网桥`;
        case 'tunnel':
          return `${place.network} 的隧道口`;
        case 'card':
          return `${place.node} 的网卡`;
        case 'outside':
          return '外部';
      }
    },
    bridge: '网桥',
    changed: '已改写',
    there: '去程',
    back: '回程',
    inside: (from, to) => `封装在 ${from} → ${to} 的包里`,
    told: (place, from, to) => `${place}，从 ${from} 到 ${to}`,
  },
  terminal: {
    label: (node) => `${node} 上的终端`,
    copy: '复制',
    copied: '已复制',
    notCopied: '复制失败',
    copyLabel: '复制命令',
    expectedFailure: (exit) => `退出码 ${exit}，符合预期`,
    showAll: (lines) => `展开全部 ${number(lines)} 行`,
    showOutput: (lines) => `展开输出（${number(lines)} 行）`,
    linesBetween: (lines) => `… ${number(lines)} 行`,
    fold: '收起',
    outputHidden: '输出从略',
    exit: (code) => `退出码 ${code}`,
    took: (duration) => `用时 ${duration}`,
    onItsOwnDay: (day) => `采集于 ${day}`,
    standIns: (images) => `替代镜像：${images.join('、')}`,
    drafts: { printed: '尚未采集', waiting: '尚未运行' },
  },
  values: {
    title: '换成你的值',
    text: '填好后，复制的命令里就是你的值。留空则用变量；变量没有值时，先设为这里显示的值。内容只留在这个标签页。',
    node: (node) => `${node} 的地址`,
    outside: '一台 Web 服务器的地址，它不是 Docker 宿主机',
    printed: '见输出：',
    printedToo: '见同一条命令的输出',
  },
  begins: {
    text: [
      '本页接在',
      '的几条命令之后，那一页讲了它们的作用。在自己的机器上，要先执行这些命令；刚做过的话，直接往下读。',
    ],
    commands: '本页开始前已经执行的命令',
    network: '本页开始时的网络',
  },
  takeOver: {
    title: '从这里接手',
    text: '在本项目的目录里运行，会把本页重放到这一步，再把终端交给你：',
    copyLabel: '复制这条命令',
    project: '获取本项目',
    differs: '我的 Docker 输出不同',
    issueTitle: (slug, engine) => `${slug}：输出与 Docker ${engine} 不同`,
  },
  exercise: {
    task: '任务',
    networks: { broken: '现在的网络', before: '修好前', mended: '修好后' },
    checks: { now: '现在检查：不通过', wrong: '再检查：还是不通过', solved: '再检查：通过了' },
    practice: '动手解题',
    practiceText: '在本项目的目录里运行，会在实验环境里搭好这个出了故障的网络，再把终端交给你：',
    practiceWords: '在那里输入 `check` 检查是否解决，输入 `hint` 看提示。',
    setUp: '搭建步骤',
    setUpNote: '想自己搭的话再看',
    hint: (number) => `提示 ${number}`,
    wrong: '这样不行：',
    solution: '解法',
    cleanUp: '清理',
    solved: '我解出来了',
    kept: '只保存在这个浏览器里',
  },
  badge: {
    draft: '标有“尚未采集”的终端，显示的是 snippets watch 最近一次运行的输出。要采集，请运行：',
    verified: (day) => `验证于 ${day}`,
    engine: 'Docker Engine',
    system: '系统',
    captured: '采集时间',
    commands: '命令',
    images: '镜像',
    how: '这些输出是怎么验证的',
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
      '凡是用替代镜像采集的输出，下表和该教程的标题下方都会注明。',
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
    copy: '复制本页的 Markdown',
    script: '本页命令的脚本',
    captured: ({ engine, kernel, arch, day }) => `采集于 ${day}，Docker ${engine}，Linux ${kernel}，${arch}`,
    aside: (facts) => `（${facts.join('；')}）`,
    join: '；',
  },
  feed: {
    title: 'Docker 网络教程：采集动态',
    description: '哪些教程的输出有了新的采集记录。',
    captured: ({ count, total, day, engine, kernel }) =>
      `${capturedTerminals(count, total)}采集于 ${day}，环境为 Docker ${engine}、Linux ${kernel}。`,
  },
  notFound: {
    title: '页面不存在',
    text: '这个地址下没有内容，页面可能已经移走。全部教程都在列表里。',
    guess: '你要找的也许是：',
    home: '查看全部教程',
  },
  language: { title: '选择语言', choose: '阅读中文版' },
  guide: {
    heading: '用在你自己的项目里',
    terminal: '你的电脑',
    file: (name) => `文件 ${name}`,
    copyFile: (name) => `复制文件 ${name}`,
  },
  footer: {
    text: '每条命令都跑过，每段输出都是原样。',
    glossary: '术语表',
    verified: '这些输出是怎么验证的',
    feed: '采集动态',
    licence: '文字内容采用 CC BY 4.0 许可，代码采用 MIT 许可。',
  },
};

function capturedTerminals(count: number, total: number): string {
  if (count < total) return `${number(total)} 个终端中的 ${number(count)} 个`;
  return total === 1 ? '页面中的终端' : `全部 ${number(total)} 个终端`;
}
