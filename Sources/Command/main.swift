import ConvoStat
